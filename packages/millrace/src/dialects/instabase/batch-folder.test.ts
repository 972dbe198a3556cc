import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchFolder, batchOfFolder, DRIVE, folderOnDrive } from './batch-folder.ts';

test('the folder of a batch leads back to the batch, however its slashes stand', () => {
  assert.equal(batchFolder(4523), '/data/input/batch_4523');
  for (const path of [batchFolder(7), `${DRIVE}/${folderOnDrive(7)}`, '/data/input/batch_7/']) assert.equal(batchOfFolder(path), 7);
});

test('every other path is the folder of no batch', () => {
  for (const path of [
    '',
    '/',
    '/data/input',
    '/data/input/batch_',
    '/data/input/batch_0',
    '/data/input/batch_07',
    '/x/data/input/batch_7',
  ]) {
    assert.equal(batchOfFolder(path), null, path);
  }
  for (const path of ['/data/input/batch_7/a.pdf', '/data/input/../input/batch_7', '/data/input/batch_7 ', '//data/input/batch_7']) {
    assert.equal(batchOfFolder(path), null, path);
  }
});
