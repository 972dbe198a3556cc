import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, SECTIONS, WHOLE_FILES, withSection } from './docs/section.ts';
import { root } from './set-up.mjs';

/* Brings the parts of the documentation that are written from the code up to date. */

for (const section of SECTIONS) {
  writeFileSync(join(root, section.page), withSection(readPage(section.page), section));
}
for (const { path, render } of WHOLE_FILES) writeFileSync(join(root, path), render());
