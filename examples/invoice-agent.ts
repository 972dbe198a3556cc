export { default } from './invoices/agent/agent.ts';
