/** A value as it is stored: what is as it mostly is may be left out. */
export type Short<T> = { readonly [K in keyof T]?: T[K] | undefined };
