/** The package's own declarations are not where its entry says they are; these are the parts used. */
declare module 'clipper2-wasm' {
  interface Path64 {
    delete(): void
  }
  interface Paths64 {
    push_back(path: Path64): void
    delete(): void
  }
  interface Clipper {
    FillRule: { NonZero: unknown }
    Paths64: new () => Paths64
    MakePath64(coordinates: bigint[]): Path64
    Intersect64(subjects: Paths64, clips: Paths64, fillRule: unknown): Paths64
    AreaPaths64(paths: Paths64): number
  }
  export default function loadClipper(): Promise<Clipper>
}
