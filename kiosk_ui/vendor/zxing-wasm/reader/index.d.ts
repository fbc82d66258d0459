/** What the scan worker uses of zxing-wasm's reader. */
export interface Point {
  x: number;
  y: number;
}
export interface ReadResult {
  isValid: boolean;
  text: string;
  bytes: Uint8Array;
  position: { topLeft: Point; topRight: Point; bottomRight: Point; bottomLeft: Point };
}
export interface ReaderOptions {
  formats?: string[];
  tryHarder?: boolean;
  tryRotate?: boolean;
  tryInvert?: boolean;
  tryDownscale?: boolean;
  maxNumberOfSymbols?: number;
}
export function prepareZXingModule(options: {
  overrides?: { locateFile?: (path: string, prefix: string) => string };
  fireImmediately?: boolean;
}): Promise<unknown>;
export function readBarcodes(input: ImageData, options?: ReaderOptions): Promise<ReadResult[]>;
