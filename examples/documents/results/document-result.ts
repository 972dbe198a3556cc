import type { ClassName } from '../classes/class-name.ts';
import type { Box } from '../reading/text-layer.ts';

/** Where something stands; pages are counted from 0 within the file, units are those of the page. */
export interface Coordinates {
  readonly top_x: number;
  readonly top_y: number;
  readonly bottom_x: number;
  readonly bottom_y: number;
  readonly page_number: number;
}

export interface Alert {
  readonly alert_level: 'FAILURE';
  readonly msg: string;
  /** The rule could not be applied, because a value that it needs is missing. */
  readonly blocked: boolean;
  /** Which rule. */
  readonly type: string;
  readonly locations: readonly Coordinates[];
}

export interface Edit {
  readonly timestamp: string;
  readonly user_id: string;
  readonly modifications: readonly { readonly message: string }[];
}

/** A field as it was found, before anything was checked. */
export interface ExtractedField {
  readonly field_name: string;
  /** Dates as `2026-03-14`, amounts as `1234.50`, tables as JSON; null when there is none. */
  readonly value: string | null;
  readonly type: string;
  /** Why there is no value although there should be one. */
  readonly error_msg: string | null;
  readonly source_coordinates: readonly Coordinates[];
  readonly confidence: { readonly model: number | null; readonly ocr: number | null };
}

export interface FieldResult extends ExtractedField {
  readonly validations: { readonly valid: boolean; readonly alerts: readonly Alert[] };
  readonly edit_history: readonly Edit[];
}

interface DocumentFacts {
  readonly class_name: ClassName | null;
  readonly page_numbers: readonly number[];
  readonly page_layouts: readonly { readonly page_number: number; readonly width: number; readonly height: number }[];
  readonly classification_confidence: { readonly model: number };
}

export interface ExtractedDocument extends DocumentFacts {
  readonly fields: readonly ExtractedField[];
}

export interface DocumentResult extends DocumentFacts {
  readonly fields: readonly FieldResult[];
  readonly validations: { readonly final_result_pass: boolean };
  /** A person has looked at it and decided. */
  readonly review_completed: boolean;
  readonly class_edit_history: readonly Edit[];
}

/** One row of the record set `files`. */
export interface FileResult {
  readonly original_file_name: string;
  readonly input_file_path: string;
  /** Why the file could not be read; it has no documents then. */
  readonly error_msg: string | null;
  readonly documents: readonly DocumentResult[];
}

export function coordinatesOf({ left, top, right, bottom }: Box, page: number): Coordinates {
  return { top_x: left, top_y: top, bottom_x: right, bottom_y: bottom, page_number: page };
}
