declare module 'subset-font' {
  function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'sfnt'; noHinting: boolean; keepFeatures: string[] },
  ): Promise<Uint8Array>
  export = subsetFont
}
