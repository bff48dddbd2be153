/** A browser that tests can start. */
export interface FoundBrowser {
  readonly executablePath: string;
  /** Where it came from, for people. */
  readonly source: string;
  readonly headless: boolean | 'shell';
  readonly env: Readonly<Record<string, string>>;
}

/** What puppeteer-core's `launch` takes. */
export interface BrowserLaunchOptions {
  readonly executablePath: string;
  readonly headless: boolean | 'shell';
  readonly args: string[];
  readonly env: Record<string, string | undefined>;
}

/** The first browser that runs; throws an Error that says what to install when there is none. */
export function findBrowser(): Promise<FoundBrowser>;

export function launchOptions(browser: FoundBrowser): BrowserLaunchOptions;

/** A stock Firefox, or nothing where there is none and none can be installed. */
export function findFirefox(): FoundBrowser | undefined;

/** What puppeteer-core's `launch` takes to start Firefox. */
export function firefoxLaunchOptions(browser: FoundBrowser): BrowserLaunchOptions & { readonly browser: 'firefox' };
