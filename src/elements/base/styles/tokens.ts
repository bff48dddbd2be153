import { css } from 'lit';

/**
 * The design tokens: colour, space, type and motion. Every element uses these private names and nothing else.
 * A page overrides any of them with the public name of the same ending: `--_surface` is `--aurigraph-color-surface`.
 *
 * Colours are OKLCH pairs for the light and the dark scheme; text reaches 4.5:1 and graphics 3:1 on both grounds.
 * The categorical palette (`--_series-1` to `-4`) keeps its order of lightness under the three common colour
 * deficiencies; state never relies on colour alone.
 */
export const tokens = css`
  :host {
    --_ground: var(--aurigraph-color-ground, light-dark(oklch(0.985 0.002 250), oklch(0.19 0.012 255)));
    --_surface: var(--aurigraph-color-surface, light-dark(oklch(1 0 0), oklch(0.222 0.013 255)));
    --_surface-2: var(--aurigraph-color-surface-2, light-dark(oklch(0.965 0.004 250), oklch(0.262 0.014 255)));
    --_line: var(--aurigraph-color-line, light-dark(oklch(0.915 0.005 250), oklch(0.305 0.014 255)));
    --_line-strong: var(--aurigraph-color-line-strong, light-dark(oklch(0.63 0.01 250), oklch(0.55 0.014 255)));
    --_text: var(--aurigraph-color-text, light-dark(oklch(0.25 0.02 255), oklch(0.93 0.006 250)));
    --_text-2: var(--aurigraph-color-text-2, light-dark(oklch(0.45 0.018 255), oklch(0.76 0.012 250)));
    --_text-3: var(--aurigraph-color-text-3, light-dark(oklch(0.5 0.015 255), oklch(0.68 0.014 250)));
    --_accent: var(--aurigraph-color-accent, light-dark(oklch(0.5 0.17 258), oklch(0.75 0.125 255)));
    --_on-accent: var(--aurigraph-color-on-accent, light-dark(oklch(1 0 0), oklch(0.19 0.03 255)));
    --_positive: var(--aurigraph-color-positive, light-dark(oklch(0.5 0.12 155), oklch(0.78 0.14 160)));
    --_warning: var(--aurigraph-color-warning, light-dark(oklch(0.53 0.115 75), oklch(0.83 0.13 85)));
    --_negative: var(--aurigraph-color-negative, light-dark(oklch(0.52 0.19 25), oklch(0.73 0.155 25)));
    --_series-1: var(--aurigraph-color-series-1, light-dark(oklch(0.52 0.16 255), oklch(0.75 0.12 250)));
    --_series-2: var(--aurigraph-color-series-2, light-dark(oklch(0.58 0.12 165), oklch(0.79 0.12 170)));
    --_series-3: var(--aurigraph-color-series-3, light-dark(oklch(0.6 0.14 60), oklch(0.81 0.12 75)));
    --_series-4: var(--aurigraph-color-series-4, light-dark(oklch(0.5 0.17 320), oklch(0.75 0.13 320)));
    --_hover: var(--aurigraph-color-hover, light-dark(oklch(0.96 0.005 250), oklch(0.26 0.016 255)));
    --_selected: var(--aurigraph-color-selected, light-dark(oklch(0.94 0.025 255), oklch(0.3 0.045 255)));
    --_changed: var(--aurigraph-color-changed, light-dark(oklch(0.92 0.035 255), oklch(0.34 0.055 255)));
    --_shadow: var(--aurigraph-shadow, 0 4px 16px light-dark(oklch(0.4 0.03 255 / 0.16), oklch(0.05 0.01 255 / 0.5)));

    --_font: var(--aurigraph-font, system-ui, -apple-system, 'Segoe UI', sans-serif);
    --_text-xs: var(--aurigraph-text-xs, 12px);
    --_text-s: var(--aurigraph-text-s, 13px);
    --_text-m: var(--aurigraph-text-m, 14px);
    --_text-l: var(--aurigraph-text-l, 16px);
    --_text-xl: var(--aurigraph-text-xl, 20px);
    --_text-xxl: var(--aurigraph-text-xxl, 28px);
    --_leading: 1.45;
    --_weight-medium: 500;
    --_weight-strong: 600;

    --_space-1: var(--aurigraph-space, 4px);
    --_space-2: calc(var(--_space-1) * 2);
    --_space-3: calc(var(--_space-1) * 3);
    --_space-4: calc(var(--_space-1) * 4);
    --_space-5: calc(var(--_space-1) * 5);
    --_space-6: calc(var(--_space-1) * 6);
    --_radius: var(--aurigraph-radius, 8px);
    --_radius-s: calc(var(--_radius) * 0.75);
    --_border: 1px solid var(--_line);

    --_fast: var(--aurigraph-motion-fast, 120ms);
    --_slow: var(--aurigraph-motion-slow, 200ms);
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_fast: 0ms;
      --_slow: 0ms;
    }
  }
`;
