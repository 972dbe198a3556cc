export { default } from '../../../../examples/leavers/leavers.ts';
