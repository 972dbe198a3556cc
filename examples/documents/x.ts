import { startMillrace } from '../../packages/millrace/src/main.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { Millrace as Client } from '../../packages/client/src/index.ts';
import { mkdtempSync } from 'node:fs';
const data = mkdtempSync('/tmp/w2/data-');
const m = await startMillrace(readConfig({ data, workflows: import.meta.dirname, port: '0', logLevel: 'error' }, {}));
const c = new Client({ baseUrl: m.url, apiKey: m.apiKey });
const { id } = await c.runs.start({ workflow: 'documents' });
let r = await c.runs.get(id); const t=Date.now();
while (!['waiting','completed','failed'].includes(r.status)) { await new Promise(s=>setTimeout(s,200)); r = await c.runs.get(id); }
console.log(Date.now()-t, r.status, JSON.stringify(r, null, 1));
const [rev] = await c.reviews.list({ run: id }).all();
console.log(JSON.stringify(rev, null, 1)?.slice(0, 3000));
if (rev) await c.reviews.decide(rev.id, { decision: 'edited', value: { corrections: [{ file: 'invoice-wrong-total.pdf', document: 0, field: 'total', value: '445.54' }] } });
r = await c.runs.wait(id);
console.log(r.status, JSON.stringify(r.output), r.error);
console.log(JSON.stringify((await c.runs.records.rows(id, 'files').all())[1], null, 1).slice(0, 2500));
await m.close();
