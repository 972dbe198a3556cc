import { dirname, join } from 'node:path';
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { armCrashPoint } from '../journal/crash-point.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { DiskReserve } from '../store/sqlite/disk-reserve.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import { ReservingWriter } from '../store/sqlite/reserving-writer.ts';
import { serveJournal } from './serve-journal.ts';
import { journalThreadData } from './thread-data.ts';

/** Entry of the thread that holds the only connection that writes. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const { databasePath, crashAt } = journalThreadData();
armCrashPoint(crashAt);

const writer = new SqliteJournalWriter(openWriter(databasePath));
const reserve = new DiskReserve(join(dirname(databasePath), 'reserve'));
serveJournal(parentPort, new ReservingWriter(writer, reserve, () => performance.now()), receiveMessageOnPort);
