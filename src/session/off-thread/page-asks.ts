import type { TokenAnswer } from '../../v11/access-token.js';
import type { AnswerToWorker, QuestionToPage } from './messages.js';

/** The Worker's questions to its page, and who waits for the answers. A page that never answers is asked again later. */
export class PageAsks {
  readonly #post: (question: QuestionToPage) => void;
  readonly #waiting = new Map<number, (answer: AnswerToWorker) => void>();
  #count = 0;

  constructor(post: (question: QuestionToPage) => void) {
    this.#post = post;
  }

  /** The token for an origin; nothing where the page has none. Rejects where the page could not get it. */
  async token(origin: string): Promise<string | undefined> {
    const { answer } = await this.#ask((ask) => ({ type: 'ask-token', ask, origin }));
    if (answer === 'failed') throw new Error('The page could not get a token.');
    return answer === 'none' ? undefined : answer.token;
  }

  /** Hands an answer to whoever waits for it. */
  hear(answer: AnswerToWorker): void {
    this.#waiting.get(answer.ask)?.(answer);
    this.#waiting.delete(answer.ask);
  }

  #ask(question: (ask: number) => QuestionToPage): Promise<{ readonly answer: TokenAnswer }> {
    this.#count += 1;
    const ask = this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(ask, resolve);
      this.#post(question(ask));
    });
  }
}
