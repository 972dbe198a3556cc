import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { Automation } from './automations.ts';
import { iso } from './times.ts';

/** An automation together with what its newest version alone does not say. */
export interface AutomationFacts {
  readonly automation: Automation;
  /** When its first version came. */
  readonly createdAt: number;
  readonly isLoaded: boolean;
}

export function presentAutomation({ automation, createdAt, isLoaded }: AutomationFacts): JsonObject {
  const { id, type, slug, workflow } = automation;
  const { stored } = workflow;
  return {
    id,
    type,
    slug,
    name: stored.title,
    description: stored.description === '' ? null : stored.description,
    status: 'active',
    version: stored.version,
    triggers: presentTriggers(automation),
    implementationAvailable: isLoaded,
    createdAt: iso(createdAt),
    updatedAt: iso(stored.registeredAt),
  };
}

export function presentAutomationDetail(facts: AutomationFacts): JsonObject {
  const { inputSchema, outputSchema } = facts.automation.workflow.manifest;
  return { ...presentAutomation(facts), inputSchema: schemaOrNull(inputSchema), outputSchema: schemaOrNull(outputSchema) };
}

/** There are no e-mail triggers; the vendor's `cron` is always false, too. */
export function presentTriggers({ workflow }: Automation): JsonObject {
  const { api, manual } = workflow.declaration.triggers;
  return { api, email: false, manual, cron: false };
}

/** A schema that is `true` or unknown is not one of the vendor's, which are objects. */
function schemaOrNull(schema: Json): JsonObject | null {
  return isJsonObject(schema) ? schema : null;
}
