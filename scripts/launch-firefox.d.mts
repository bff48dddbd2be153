import type { Browser, LaunchOptions } from 'puppeteer-core';

/** Starts a Firefox as puppeteer-core's `launch` does, after any other that a test run of this checkout is starting. */
export function launchFirefox(options: LaunchOptions): Promise<Browser>;
