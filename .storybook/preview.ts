import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };

setCustomElementsManifest(manifest);

/** Languages of the toolbar that are written from right to left. */
const RIGHT_TO_LEFT = ['ar', 'he'];

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
    language: {
      description: 'Language and direction of the page',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: [
          { value: 'en', title: 'English' },
          { value: 'de', title: 'German' },
          { value: 'ar', title: 'Arabic, right to left' },
          { value: 'he', title: 'Hebrew, right to left' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: 'light', language: 'en' },
  decorators: [
    (story, { globals, canvasElement }) => {
      const theme = String(globals['theme']);
      const { documentElement } = canvasElement.ownerDocument;
      documentElement.dataset['theme'] = theme;
      documentElement.lang = String(globals['language']);
      documentElement.dir = RIGHT_TO_LEFT.includes(documentElement.lang) ? 'rtl' : 'ltr';
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
