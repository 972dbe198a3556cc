export { default } from '../../../../examples/documents/documents.ts';
