import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { armCrashPoint } from '../journal/crash-point.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import { serveJournal } from './serve-journal.ts';
import { journalThreadData } from './thread-data.ts';

/** Entry of the thread that holds the only connection that writes. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const { databasePath, crashAt } = journalThreadData();
armCrashPoint(crashAt);

serveJournal(parentPort, new SqliteJournalWriter(openWriter(databasePath)), receiveMessageOnPort);
