import type { DocumentResult, Edit, ExtractedDocument, ExtractedField } from '../results/document-result.ts';
import { findAlerts } from './find-alerts.ts';

interface Checkable extends Omit<ExtractedDocument, 'fields'> {
  readonly fields: readonly (ExtractedField & { readonly edit_history?: readonly Edit[] })[];
  readonly review_completed?: boolean;
}

/** The document with what every rule says about it now; what was said before is forgotten. */
export function validateDocument(document: Checkable): DocumentResult {
  const alerts = document.class_name === null ? new Map<string, never>() : findAlerts(document.class_name, document.fields);
  const fields = document.fields.map((field) => {
    const against = alerts.get(field.field_name) ?? [];
    return { ...field, validations: { valid: against.length === 0, alerts: against }, edit_history: field.edit_history ?? [] };
  });
  return {
    ...document,
    fields,
    validations: { final_result_pass: alerts.size === 0 },
    review_completed: document.review_completed ?? false,
    class_edit_history: [],
  };
}
