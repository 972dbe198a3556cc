export { default } from '../../../../examples/invoices/invoices.ts';
