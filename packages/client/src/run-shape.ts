import type { Run } from '@millrace/protocol';
import { objectWith } from './shape.ts';

export const RUN = objectWith<Run>('a run', 'id', 'status', 'finished', 'seq', 'progress', 'stages', 'timing');
