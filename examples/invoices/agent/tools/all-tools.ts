import type { Tool } from './tool.ts';
import { calculateTool } from './calculate.ts';
import { convertCurrencyTool } from './convert-currency.ts';
import { findPurchaseOrderTool } from './find-purchase-order.ts';
import { readDocumentTool } from './read-document.ts';
import { submitResultTool } from './submit-result.ts';

export const TOOLS: readonly Tool[] = [readDocumentTool, findPurchaseOrderTool, calculateTool, convertCurrencyTool, submitResultTool];
