export const CLASS_NAMES = ['invoice', 'receipt', 'purchase_order'] as const;

export type ClassName = (typeof CLASS_NAMES)[number];
