/** What the scan worker uses of zxing-wasm's reader: the module itself, which takes grey pictures as they are. */
export interface Point {
  x: number;
  y: number;
}
export interface Position {
  topLeft: Point;
  topRight: Point;
  bottomRight: Point;
  bottomLeft: Point;
}
export interface Code {
  isValid: boolean;
  text: string;
  bytes: Uint8Array;
  symbologyIdentifier: string;
  position: Position;
}
/** A vector on the wasm's heap: to be deleted after use. */
export interface Codes {
  size(): number;
  get(at: number): Code;
  delete(): void;
}
export interface ZXingModule {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(place: number): void;
  readBarcodesFromPixmap(place: number, width: number, height: number, options: object): Codes;
}
export const defaultReaderOptions: Record<string, unknown>;
export function getZXingModule(overrides: { locateFile?: (path: string) => string; wasmBinary?: ArrayBuffer }): Promise<ZXingModule>;
