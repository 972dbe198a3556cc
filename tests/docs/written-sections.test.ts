import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage, SECTIONS, withSection } from '../../scripts/docs/section.ts';

for (const section of SECTIONS) {
  test(`${section.page} shows ${section.name} as the code has them`, () => {
    const page = readPage(section.page);
    assert.equal(page, withSection(page, section), 'Run `npm run docs`');
  });
}
