export { default } from '../../../../examples/growth/growth.ts';
