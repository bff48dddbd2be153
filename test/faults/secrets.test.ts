import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findSecrets } from '../support/canaries.js';
import { describeEngines, newProfile, openTab, removeProfile } from './support/engine.js';
import { record } from './support/results.js';

// Nothing of them repeats: Firefox compresses what it stores, and would break up what it has seen before.
const SECRETS = ['Qx7Lm2vKd0pWz8eT', 'Vt9Rk4yHb1nGs6uC', 'Bn3Hs8jXf5qMo0aE', 'Jp6Wd1rZl9iNt7gS'];
const PLANTED = 'Zc5Gf0wUk2yPh4oD';

/** Every byte that a profile has on disk, each as one character. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describeEngines('secrets', (chapter) => {
  it('G11 X5: no form of an API key is in the profile on disk, after everything was used and the browser was killed', async () => {
    const profile = newProfile();
    onTestFinished(() => removeProfile(profile));
    const browser = await chapter.start({ profile });
    const page = await openTab(browser.browser, chapter.site.url);
    await page.evaluate(
      async ([key = '', secret = '', weather = '', twitter = ''], planted) => {
        await stage.open();
        const { apiKeys, configurations, settings } = stage.storage;
        await apiKeys.saveAlpacaKeys(key, secret);
        await apiKeys.saveWeatherKey(weather);
        await apiKeys.saveTwitterToken(twitter);
        await stage.saveMany('kept', 5);
        await settings.getOrCreateDefault();
        const text = await configurations.exportAll();
        await configurations.importConfiguration(await configurations.previewImport(text));
        await apiKeys.keysFor('alpaca', 'https://data.alpaca.markets/v2');
        await apiKeys.keysFor('alpaca', 'https://elsewhere.example').catch(() => undefined);
        stage.storage.flush();
        // What a page writes itself is found, or the search proves nothing.
        await stage.save('row', { description: planted });
      },
      SECRETS,
      PLANTED,
    );
    await browser.kill();
    const bytes = bytesOf(profile);
    record('G11', chapter.engine.name, { 'bytes searched': bytes.length, forms: 64, secrets: SECRETS.length });
    expect(findSecrets(bytes, [PLANTED])).not.toEqual([]);
    expect(findSecrets(bytes, SECRETS)).toEqual([]);
  });
});
