/** For what must not go on: the promise is dropped together with the function that waits for it. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}
