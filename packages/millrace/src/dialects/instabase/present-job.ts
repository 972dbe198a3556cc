import type { JobState } from '../../domain/deletion.ts';
import type { StoredJob } from '../../store/store.ts';

export interface JobBody {
  readonly state: Uppercase<JobState>;
  readonly message: string;
}

const WORDS: { readonly [S in JobState]: JobBody } = {
  pending: { state: 'PENDING', message: 'The job has not begun yet.' },
  running: { state: 'RUNNING', message: 'The job is going on.' },
  complete: { state: 'COMPLETE', message: 'The job is complete.' },
  failed: { state: 'FAILED', message: 'The job has failed.' },
  cancelled: { state: 'CANCELLED', message: 'The job was cancelled.' },
};

export function presentJob({ state, message }: Pick<StoredJob, 'state' | 'message'>): JobBody {
  return { state: WORDS[state].state, message: message ?? WORDS[state].message };
}

/** Of a file that was taken out of a batch: that is done before it is answered. */
export const REMOVED: JobBody = { state: 'COMPLETE', message: 'The file is deleted.' };
