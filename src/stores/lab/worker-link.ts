import type { ClientOptions } from '@/worker/client/worker-client';
import { WorkerClient } from '@/worker/client/worker-client';
import type { Answers, Problem, QuestionOf } from '@/worker/protocol';

/** The page's one connection to its worker, which commands and questions share; before it is opened, commands go nowhere. */
export class WorkerLink {
  private client: WorkerClient | null = null;

  open(options: ClientOptions): void {
    this.client = new WorkerClient(options);
  }

  readonly send: WorkerClient['send'] = (command) => this.client?.send(command);

  restartWith(engine: ClientOptions['engine']): void {
    this.client?.restartWith(engine);
  }

  /** Asks a question. Rejects with an Error whose message is for people. */
  async ask<K extends keyof Answers>(question: QuestionOf<K>): Promise<Answers[K]> {
    if (!this.client) throw new Error('Atelier is starting …');
    try {
      return await this.client.ask(question);
    } catch (refusal) {
      throw new Error((refusal as Problem).message);
    }
  }
}
