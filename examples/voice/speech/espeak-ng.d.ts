/** As much of the package as is used here; it comes without types. */
declare module '@echogarden/espeak-ng-emscripten' {
  interface Worker {
    /** 0 when there is such a voice. */
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    get_samplerate(): number;
    /** Calls back with one piece of sound after the other, then returns. `true` from the callback stops it. */
    synthesize(ssml: string, onSamples: (samples: Int16Array | undefined) => boolean): void;
  }

  interface Module {
    readonly eSpeakNGWorker: new () => Worker;
  }

  export default function start(options?: { getPreloadedPackage?: () => ArrayBuffer }): Promise<Module>;
}
