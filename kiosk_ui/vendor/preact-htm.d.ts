/** What the pages use of htm/preact/standalone; the markup itself is not type-checked. */
export type VNode = { readonly type: unknown; readonly props: object };
export type Children = VNode | string | number | null | undefined | boolean | Children[];
export type Component<P> = (props: P) => VNode | VNode[] | null;

export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function render(tree: VNode, parent: Element): void;

export function useState<T>(initial: T | (() => T)): [T, (next: T | ((before: T) => T)) => void];
export function useReducer<S, A>(reducer: (state: S, action: A) => S, initial: S): [S, (action: A) => void];
export function useEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useRef<T>(initial: T): { current: T };
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
export function useCallback<F extends Function>(callback: F, inputs: readonly unknown[]): F;
export function useErrorBoundary(callback?: (error: unknown) => void): [unknown, () => void];
