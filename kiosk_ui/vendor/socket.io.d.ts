/** What the pages use of socket.io-client. */
export interface Socket {
  readonly connected: boolean;
  on(event: string, listener: (...values: any[]) => void): this;
  connect(): this;
  disconnect(): this;
}
export function io(
  namespace: string,
  options?: {
    auth?: Record<string, string>;
    withCredentials?: boolean;
    reconnectionDelayMax?: number;
    timeout?: number;
    forceNew?: boolean;
  },
): Socket;
