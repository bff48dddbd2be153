/** For tests whose steps are the storage's own: what it loads when it needs it was loaded before. */
import * as parts from '../../src/storage/parts.js';

const { interchange: _files, ...others } = parts;

await Promise.all(Object.values(others).map((part) => part.load()));
