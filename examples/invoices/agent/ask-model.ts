import type { ModelRequest } from './call-model.ts';
import type { AgentInput } from './agent-schemas.ts';
import type { Reply } from './chat-wire.ts';
import { audit } from './scripted-auditor.ts';
import { callModel } from './call-model.ts';
import { modelSettings } from './model-settings.ts';
import { startScriptedEndpoint } from './scripted-endpoint.ts';

/** How usage names what answers when the input asks for the script. */
const SCRIPTED = 'scripted/auditor';

/** The provider that usage is counted for. Throws an `AgentError` when a real model is wanted and none is configured. */
export function providerOf({ scripted, name }: AgentInput['model']): string {
  return scripted ? SCRIPTED : modelSettings(name ?? null).provider;
}

/** Asks the configured model; the scripted endpoint only when the input asked for that. */
export async function askModel({ scripted, name }: AgentInput['model'], request: ModelRequest): Promise<Reply> {
  if (!scripted) return callModel(modelSettings(name ?? null), request);
  const endpoint = await startScriptedEndpoint(audit);
  try {
    return await callModel({ url: endpoint.url, key: endpoint.key, name: 'auditor', provider: SCRIPTED }, request);
  } finally {
    await endpoint.close();
  }
}
