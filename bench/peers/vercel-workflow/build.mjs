import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBaseBuilderConfig, StandaloneBuilder } from '@workflow/builders';

/* Compiles the workflows into an application of their own, once: `node build.mjs <folder of the application>`. */
const PEER = fileURLToPath(new URL('./', import.meta.url));
const [, , app] = process.argv;
const copy = join(app, 'workflows.mjs');
const isBuilt =
  existsSync(join(app, 'out/webhook.mjs')) && readFileSync(copy, 'utf8') === readFileSync(join(PEER, 'workflows.mjs'), 'utf8');
if (!isBuilt) {
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  cpSync(join(PEER, 'workflows.mjs'), copy);
  symlinkSync(join(PEER, 'node_modules'), join(app, 'node_modules'));
  const config = createBaseBuilderConfig({ workingDir: app, dirs: ['.'] });
  const bundles = { stepsBundlePath: './out/step.cjs', workflowsBundlePath: './out/flow.cjs', webhookBundlePath: './out/webhook.mjs' };
  await new StandaloneBuilder({ ...config, buildTarget: 'standalone', ...bundles }).build();
}
