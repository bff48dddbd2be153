import type { AnswerToWorker, QuestionToPage } from './messages.js';

type Answer<Type extends AnswerToWorker['type']> = Extract<AnswerToWorker, { readonly type: Type }>;

/** The Worker's questions to its page, and who waits for the answers. */
export class PageAsks {
  readonly #post: (question: QuestionToPage) => void;
  readonly #tokens = new Map<number, (answer: Answer<'token'>) => void>();
  readonly #calls = new Map<number, (answer: Answer<'call'>) => void>();
  #count = 0;

  constructor(post: (question: QuestionToPage) => void) {
    this.#post = post;
  }

  /** The token for an origin; nothing where the page has none. Rejects where the page could not get it. */
  async token(origin: string): Promise<string | undefined> {
    const ask = (this.#count += 1);
    const { answer } = await new Promise<Answer<'token'>>((resolve) => {
      this.#tokens.set(ask, resolve);
      this.#post({ type: 'ask-token', ask, origin });
    });
    if (answer === 'failed') throw new Error('The page could not get a token.');
    return answer === 'none' ? undefined : answer.token;
  }

  /** Whether a call may be made, and how the page's budget stands then. */
  call(): Promise<Answer<'call'>> {
    const ask = (this.#count += 1);
    return new Promise((resolve) => {
      this.#calls.set(ask, resolve);
      this.#post({ type: 'ask-call', ask });
    });
  }

  /** Hands an answer to whoever waits for it. */
  hear(answer: AnswerToWorker): void {
    if (answer.type === 'token') this.#tokens.get(answer.ask)?.(answer);
    else this.#calls.get(answer.ask)?.(answer);
    this.#tokens.delete(answer.ask);
    this.#calls.delete(answer.ask);
  }
}
