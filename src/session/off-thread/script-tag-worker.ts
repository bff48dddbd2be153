/**
 * Comes first in the script tag's one file. Where a page opened the file as its Worker, the stream starts here and the
 * rest of the file, which needs a document, is not run.
 */
import { hostStream, isStreamWorker } from './worker-scope.js';

if (isStreamWorker()) {
  hostStream();
  endScript();
}

/** The one way to end a script early is to throw. Nobody is to hear of it, neither the console nor the page. */
function endScript(): never {
  const end = new Error('The rest of this file is for pages.');
  self.addEventListener('error', (event) => {
    if (event.error === end) event.preventDefault();
  });
  throw end;
}
