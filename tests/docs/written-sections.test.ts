import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage, SECTIONS, WHOLE_FILES, withSection } from '../../scripts/docs/section.ts';

for (const section of SECTIONS) {
  test(`${section.page} shows ${section.name} as the code has them`, () => {
    const page = readPage(section.page);
    assert.equal(page, withSection(page, section), 'Run `npm run docs`');
  });
}

for (const { path, render } of WHOLE_FILES) {
  test(`${path} is as the code makes it`, () => {
    assert.equal(readPage(path), render(), 'Run `npm run docs`');
  });
}
