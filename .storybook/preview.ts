import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    // A violation fails the story, here and in npm test.
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { toc: true },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme of the elements',
      toolbar: {
        title: 'Theme',
        icon: 'circlehollow',
        items: [
          { value: 'light', icon: 'sun', title: 'Light' },
          { value: 'dark', icon: 'moon', title: 'Dark' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (story, { globals, canvasElement }) => {
      const theme = String(globals['theme']);
      canvasElement.ownerDocument.documentElement.dataset['theme'] = theme;
      queueMicrotask(() => applyTheme(canvasElement, theme));
      return story();
    },
  ],
};

// After the story is rendered: its elements are there, and those that chose a theme of their own keep it.
function applyTheme(canvas: Element, theme: string): void {
  for (const element of canvas.querySelectorAll('*')) {
    const isOurs = element.localName.startsWith('aurigraph-');
    if (!isOurs || (element.hasAttribute('theme') && !element.hasAttribute('data-toolbar-theme'))) continue;
    element.setAttribute('theme', theme);
    element.setAttribute('data-toolbar-theme', '');
  }
}

export default preview;
