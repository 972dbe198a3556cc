import type { ClassName } from '../classes/class-name.ts';
import { CLASS_FIELDS } from '../extraction/class-fields.ts';
import type { Alert, ExtractedField } from '../results/document-result.ts';
import { checkDateOrder } from './check-date-order.ts';
import { checkSums } from './check-sums.ts';

/** What a rule has to say against a field. */
export interface Finding {
  readonly field: string;
  readonly type: string;
  readonly msg: string;
  readonly blocked: boolean;
  /** The other fields that have a part in it. */
  readonly with: readonly string[];
}

/** Everything that is wrong with a document of that class, by field. */
export function findAlerts(className: ClassName, fields: readonly ExtractedField[]): ReadonlyMap<string, readonly Alert[]> {
  const byName = new Map(fields.map((field) => [field.field_name, field]));
  const alerts = new Map<string, Alert[]>();
  const findings = [...checkFields(className, byName), ...checkSums(className, byName), ...checkDateOrder(byName)];
  for (const { field, type, msg, blocked, with: others } of findings) {
    const locations = [field, ...others].flatMap((name) => byName.get(name)?.source_coordinates ?? []);
    const known = alerts.get(field) ?? [];
    alerts.set(field, [...known, { alert_level: 'FAILURE', msg, blocked, type, locations }]);
  }
  return alerts;
}

const EARLIEST = '1990-01-01';
const LATEST = '2100-01-01';

function checkFields(className: ClassName, fields: ReadonlyMap<string, ExtractedField>): readonly Finding[] {
  return CLASS_FIELDS[className].flatMap(({ name, type, required }): readonly Finding[] => {
    const field = fields.get(name);
    const finding = { field: name, blocked: false, with: [] };
    if (field === undefined || field.value === null) {
      return required ? [{ ...finding, type: 'required', msg: field?.error_msg ?? `${name} must not be empty.` }] : [];
    }
    const { value } = field;
    if (type === 'date' && (value < EARLIEST || value >= LATEST)) {
      return [{ ...finding, type: 'range', msg: `${name} is ${value}, which is not between ${EARLIEST} and ${LATEST}.` }];
    }
    return name === 'total' && value.startsWith('-') ? [{ ...finding, type: 'range', msg: `total is ${value}, below zero.` }] : [];
  });
}
