export { default } from '../../../../examples/invoices/agent/agent.ts';
