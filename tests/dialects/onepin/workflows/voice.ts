export { default } from '../../../../examples/voice/voice.ts';
