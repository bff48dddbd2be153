import type { LitElement, ReactiveController } from 'lit';
import type { Words } from '../../../../locales/en.js';
import { PopoverController } from '../../controllers/popover-controller.js';
import { BYTE_ORDER_MARK } from '../../export/csv-cells.js';
import { download, fileNameOf } from '../../export/download.js';
import { toCsv } from './csv.js';
import type { ExportedChart } from './exported-chart.js';
import { toJson } from './json.js';
import { CHART_ACTIONS, type ChartAction } from './menu.js';
import { toPng, type Drawing, type DrawingTexts } from './png.js';

/** Where the controller finds what it gives away. */
export interface TakeAwayOptions {
  readonly exported: () => ExportedChart | undefined;
  readonly drawing: () => Drawing | undefined;
  readonly texts: () => DrawingTexts;
  readonly words: () => Words;
  /** Shows and says how it went. */
  readonly tell: (result: string) => void;
}

/** Takes a chart away: as a file, as an image, or to the full screen. */
export class TakeAwayController implements ReactiveController {
  /** Keeps the menu beside its button. */
  readonly popover: PopoverController;
  readonly #host: LitElement;
  readonly #options: TakeAwayOptions;
  /** Gives back what the last download took. */
  #endDownload: () => void = () => undefined;

  constructor(host: LitElement, options: TakeAwayOptions) {
    this.#host = host;
    this.#options = options;
    this.popover = new PopoverController(host);
    host.addController(this);
  }

  /** What this browser lets people do. */
  get actions(): readonly ChartAction[] {
    return CHART_ACTIONS.filter((action) => {
      if (action === 'copy') return typeof ClipboardItem === 'function' && 'clipboard' in navigator;
      return action !== 'full-screen' || document.fullscreenEnabled;
    });
  }

  /** Whether the chart has the whole screen. */
  get isFullScreen(): boolean {
    return this.#host.matches(':fullscreen');
  }

  /** The visible window as CSV; nothing while there is no picture. */
  csv(): string | undefined {
    const exported = this.#options.exported();
    return exported && toCsv(exported);
  }

  /** The visible window as JSON; nothing while there is no picture. */
  json(): string | undefined {
    const exported = this.#options.exported();
    return exported && toJson(exported);
  }

  /** The chart as an image; nothing while nothing is drawn. */
  async png(): Promise<Blob | undefined> {
    const drawing = this.#options.drawing();
    return drawing && toPng(drawing, this.#options.texts());
  }

  /** Does what someone chose in the menu. Never rejects: what went wrong is told. */
  async run(action: ChartAction): Promise<void> {
    const { exportFailed } = this.#options.words().chart;
    try {
      const result = await this.#do(action);
      if (result !== undefined) this.#options.tell(result);
    } catch {
      this.#options.tell(exportFailed);
    }
  }

  hostConnected(): void {
    this.#host.addEventListener('fullscreenchange', this.#onFullScreen);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('fullscreenchange', this.#onFullScreen);
    this.#endDownload();
  }

  readonly #onFullScreen = (): void => this.#host.requestUpdate();

  #do(action: ChartAction): Promise<string | undefined> {
    switch (action) {
      case 'csv':
        return this.#save(this.csv(), 'csv', 'text/csv;charset=utf-8');
      case 'json':
        return this.#save(this.json(), 'json', 'application/json');
      case 'png':
        return this.#savePicture();
      case 'copy':
        return this.#copy();
      case 'full-screen':
        return this.#toggleFullScreen();
    }
  }

  #save(text: string | undefined, extension: string, type: string): Promise<string> {
    if (text === undefined) return Promise.resolve(this.#options.words().chart.nothingToExport);
    const mark = extension === 'csv' ? BYTE_ORDER_MARK : '';
    return Promise.resolve(this.#download(new Blob([mark, text], { type }), extension));
  }

  async #savePicture(): Promise<string> {
    const picture = await this.png();
    return picture === undefined ? this.#options.words().chart.nothingToExport : this.#download(picture, 'png');
  }

  #download(content: Blob, extension: string): string {
    const name = fileNameOf(this.#host.localName, this.#options.exported()?.to ?? 0, extension);
    this.#endDownload();
    this.#endDownload = download(content, name);
    return this.#options.words().chart.exported(name);
  }

  async #copy(): Promise<string> {
    const words = this.#options.words().chart;
    if (this.#options.drawing() === undefined) return words.nothingToExport;
    // The promise itself: a browser allows it only in the turn of the click.
    const picture = this.png().then((blob) => blob ?? new Blob());
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return words.copied;
  }

  async #toggleFullScreen(): Promise<undefined> {
    await (this.isFullScreen ? document.exitFullscreen() : this.#host.requestFullscreen());
    return undefined;
  }
}
