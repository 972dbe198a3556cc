import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { Health, Readiness, REQUEST_LIMITS, RunStatus, Scope, Workflow, WorkflowList } from '../../packages/protocol/src/index.ts';
import { buildApp } from '../../packages/millrace/src/api/build-app.ts';
import { createApi } from '../../packages/millrace/src/api/create-api.ts';
import { ROUTES } from '../../packages/millrace/src/api/routes.ts';
import { ApiKeyAuthenticator } from '../../packages/millrace/src/auth/api-key-authenticator.ts';
import { SCOPES } from '../../packages/millrace/src/auth/policy.ts';
import { FolderArtifactStore } from '../../packages/millrace/src/artifacts/fs.ts';
import { LIMITS } from '../../packages/millrace/src/domain/limits.ts';
import { RUN_STATUSES } from '../../packages/millrace/src/domain/run-status.ts';
import { startApi, type Api } from './start-api.ts';

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.looseObject({ get: z.looseObject({ security: z.unknown().optional() }).optional() })),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
const ObjectSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

describe('the OpenAPI document', () => {
  it('describes every route and nothing else, each under one name', async () => {
    const described = api.check.operations.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
    const served = ROUTES.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
    assert.deepEqual(described.toSorted(), served.toSorted());
    assert.equal(new Set(ROUTES.map(({ operationId }) => operationId)).size, ROUTES.length);
  });

  it('is OpenAPI 3.1 and shares one schema per resource', async () => {
    const document = (await api.request('/openapi.json', { key: null })).as(Document);
    assert.equal(document.openapi, '3.1.0');
    for (const name of [
      'Run',
      'RunStatusView',
      'Step',
      'RunEvent',
      'Artifact',
      'Review',
      'Workflow',
      'ApiKey',
      'Upload',
      'Problem',
      'StartRun',
    ]) {
      assert.ok(document.components.schemas[name] !== undefined, name);
    }
    assert.deepEqual(document.paths['/livez']?.get?.security, []);
  });
});

describe('the wire contract', () => {
  it('states the limits, statuses and scopes that the server has', () => {
    for (const [name, value] of Object.entries(REQUEST_LIMITS)) assert.equal(value, Reflect.get(LIMITS, name), name);
    assert.deepEqual(RunStatus.options, [...RUN_STATUSES]);
    assert.deepEqual(Scope.options, [...SCOPES]);
  });
});

describe('the server', () => {
  it('does not start with a route that has no policy', () => {
    const { context } = api.millrace;
    const { deps, stop } = createApi({
      context,
      authenticator: new ApiKeyAuthenticator(context.store.access, 'pepper', () => 0),
      artifacts: new FolderArtifactStore('/nowhere'),
      publicUrl: null,
      version: '0.0.0',
      linkSecret: 'secret',
      signedLinkTtlMs: 60_000,
      readiness: () => ({}),
      report: () => undefined,
    });
    const [known] = ROUTES;
    assert.ok(known !== undefined);
    assert.throws(() => buildApp([...ROUTES, { ...known, operationId: 'forgotten', path: '/v1/forgotten' }], deps), /forgotten/);
    assert.throws(() => buildApp(ROUTES.slice(1), deps), /listWorkflows/);
    assert.ok(buildApp(ROUTES, deps) !== null);
    stop();
  });

  it('says that it lives and that it is ready, to anybody', async () => {
    assert.deepEqual((await api.request('/livez', { key: null })).as(Health), { status: 'ok' });
    const ready = (await api.request('/readyz', { key: null })).as(Readiness);
    assert.equal(ready.status, 'ready');
    assert.deepEqual(ready.checks, { engines: 'ok' });
  });

  it('lists workflows, their versions and what they declare', async () => {
    const listed = (await api.request('/v1/workflows')).as(WorkflowList).data;
    assert.ok(listed.length >= 8);
    const greet = (await api.request('/v1/workflows/greet')).as(Workflow);
    assert.equal(greet.title, 'Greet somebody');
    assert.equal(greet.has_sample, true);
    assert.deepEqual(Object.keys(ObjectSchema.parse(greet.input_schema).properties), ['name', 'times']);
    const versions = (await api.request('/v1/workflows/greet/versions')).as(WorkflowList).data;
    assert.deepEqual(
      versions.map(({ version }) => version),
      [greet.version],
    );
    assert.equal((await api.request(`/v1/workflows/greet?version=${greet.version}`)).status, 200);
    for (const path of ['/v1/workflows/nobody', '/v1/workflows/greet?version=none', '/v1/workflows/nobody/versions']) {
      assert.equal((await api.request(path)).status, 404, path);
    }
  });
});
