/** What is to be said of each bad file, a line for each defect; see `lineOf`. */
export const reports: Record<string, readonly string[]> = {
  'unclosed: the last position is missing': [
    'warning, unclosed, 0/0/3, line 2, A, at 118.200000 33.904000, 444.78 m',
  ],
  'unclosed: a hole': [
    '(warning), gap, 0, line 2, A, at 118.203500 33.903068, 10258.95 m²',
    'warning, unclosed, 0/1/3, line 2, A, at 118.204000 33.903000, 92.29 m',
  ],
  'unclosed: both parts of a grid': [
    'warning, unclosed, 0/0/3, line 2, A, at 118.200000 33.901000, 111.20 m',
    'warning, unclosed, 0/1/3, line 2, A, at 118.203000 33.901000, 111.20 m',
  ],
  'repeated-vertex: one corner twice': [
    '(warning), repeated-vertex, 0/0/2, line 2, A, at 118.204000 33.900000, [1]',
  ],
  'repeated-vertex: two corners, one of them three times': [
    '(warning), repeated-vertex, 0/0/2, line 2, A, at 118.204000 33.900000, [3]',
  ],
  'repeated-vertex: closed twice, in the second part': [
    '(warning), repeated-vertex, 0/1/5, line 2, A, at 118.203000 33.900000, [1]',
  ],
  'self-crossing: a bow-tie': [
    'warning, self-crossing, 0/0/0, line 2, A, at 118.202000 33.902000, [0:2]',
    '(warning), winding, 0/0/0, line 2, A, at 118.200000 33.900000, [1]',
  ],
  'self-crossing: a hole over the rim': [
    '(warning), gap, 0, line 2, A, at 118.203500 33.901136, 20518.26 m²',
    'warning, self-crossing, 0/0/1, line 2, A, at 118.204000 33.901000, [1:3]',
    'warning, self-crossing, 0/0/1, line 2, A, at 118.204000 33.903000, [1:1]',
  ],
  'self-crossing: a star drawn in one stroke': [
    '(warning), gap, 0, line 2, A, at 118.199867 33.900036, 56938.21 m²',
    'warning, self-crossing, 0/0/0, line 2, A, at 118.199528 33.901453, [0:3]',
    'warning, self-crossing, 0/0/0, line 2, A, at 118.201236 33.900898, [0:2]',
    'warning, self-crossing, 0/0/1, line 2, A, at 118.198472 33.900000, [0:3]',
    'warning, self-crossing, 0/0/1, line 2, A, at 118.199528 33.898547, [0:4]',
    'warning, self-crossing, 0/0/2, line 2, A, at 118.201236 33.899102, [0:4]',
  ],
  'self-touching: two halves that meet in a corner': [
    'warning, self-touching, 0/0/0, line 2, A, at 118.202000 33.902000, [0:4]',
  ],
  'self-touching: a corner on an edge': [
    'warning, self-touching, 0/0/0, line 2, A, at 118.204000 33.900000, [0:2]',
  ],
  'self-touching: a hole along the rim': [
    'warning, self-touching, 0/0/0, line 2, A, at 118.201000 33.900000, [1:3]',
  ],
  'spike: out and back on one line': [
    'warning, spike, 0/0/3, line 2, A, at 118.206000 33.902000, 184.99 m, mend spikes',
  ],
  'spike: five centimetres wide': [
    'warning, spike, 0/0/3, line 2, A, at 118.206000 33.902000, 184.99 m, mend spikes',
  ],
  'spike: out and back round a corner': [
    'warning, spike, 0/0/4, line 2, A, at 118.206000 33.903000, 295.91 m, mend spikes',
  ],
  'zero-area: three corners on a line': [
    'error, zero-area, 0/0/0, line 2, A, at 118.200000 33.900000',
  ],
  'zero-area: out and back round a corner': [
    'error, zero-area, 0/0/0, line 2, A, at 118.200000 33.900000',
  ],
  'zero-area: a hole that is a line': [
    'warning, zero-area, 0/1/0, line 2, A, at 118.201000 33.901000',
  ],
  'winding: a clockwise rim': [
    '(warning), winding, 0/0/0, line 2, A, at 118.200000 33.900000, [1]',
  ],
  'winding: an anticlockwise hole': [
    '(warning), gap, 0, line 2, A, at 118.203500 33.903068, 10258.95 m²',
    '(warning), winding, 0/1/0, line 2, A, at 118.203000 33.903000, [1]',
  ],
  'winding: a whole shapefile, told once': [
    '(warning), winding, 0/0/0, line 2, A, at 118.200000 33.900000, [2]',
  ],
  'not-a-number: null': [
    'error, not-a-number, 0/0/1, line 2, A, at 118.200000 33.900000, [[null,33.9]]',
  ],
  'not-a-number: text': ['error, not-a-number, 0/1/0, line 2, A, [[118.201,"1"]]'],
  'not-a-number: a position of nothing': [
    'error, not-a-number, 0/0/1, line 2, A, at 118.200000 33.900000, [[]]',
  ],
  'out-of-range: east of the date line': [
    'error, out-of-range, 0/0/1, line 2, A, at 118.200000 33.900000, [188.2, 33.9]',
  ],
  'out-of-range: larger than any number': [
    'error, out-of-range, 0/0/2, line 2, A, at 118.204000 33.900000, [118.204, 1e+308]',
  ],
  'out-of-range: metres for degrees': ['error, out-of-range, 0/0/0, line 2, A, [500000, 3800000]'],
  'swapped-axes: the whole file': [
    'error, swapped-axes, 0, line 2, A, at 118.200000 33.900000, mend axes, [2]',
  ],
  'swapped-axes: one grid of two': [
    'error, swapped-axes, 1, line 3, B, at 118.204000 33.900000, mend axes',
  ],
  'swapped-axes: in the far west, where both orders are possible': [
    'warning, swapped-axes, 0, line 2, A, at 83.200000 33.900000, mend axes, [2]',
  ],
  'shifted-datum: one grid in GCJ-02': [
    '(warning), overlap, 8, line 10, r1c3+r2c2, at 118.217775 33.908743, 61451.08 m²',
    '(warning), overlap, 9, line 11, r1c4+r2c2, at 118.220270 33.909942, 7464.29 m²',
    '(warning), gap, 11, line 13, r2c1+r2c3, at 118.212500 33.910341, 256447.25 m²',
    '(warning), overlap, 12, line 14, r2c2+r2c3, at 118.217775 33.910249, 166863.72 m²',
    '(warning), overlap, 12, line 14, r2c2+r2c4, at 118.220270 33.913495, 20213.40 m²',
    'warning, shifted-datum, 12, line 14, r2c2, at 118.215549 33.908657, 534.40 m, 106°, gcj02, mend datum, [1]',
  ],
  'shifted-datum: a village in BD-09': [
    '(warning), gap, 11, line 13, r2c1+r2c4, at 118.215000 33.910341, 512894.50 m²',
    '(warning), overlap, 12, line 14, r2c2+r2c4, at 118.223485 33.914993, 3934.35 m²',
    '(warning), overlap, 12, line 14, r2c2+r3c4, at 118.223484 33.919687, 151499.68 m²',
    'warning, shifted-datum, 12, line 14, r2c2, at 118.226979 33.919817, 1229.82 m, 64°, bd09, mend datum, [2]',
  ],
  'shifted-datum: the whole file in GCJ-02, against the grids in force': [
    'warning, shifted-datum, 0, line 2, r0c0, at 118.205571 33.898669, 535.98 m, 106°, gcj02, mend datum, [25]',
  ],
  'shifted-datum: stated as GCJ-02 and none': [
    'warning, shifted-datum, 0, line 2, r0c0, at 118.194416 33.901321, 536.91 m, 286°, gcj02, mend datum, [25 forth]',
  ],
  'overlap: a corner': ['warning, overlap, 0, line 2, A+B, at 118.203500 33.903068, 10258.95 m²'],
  'overlap: an enclave whose surroundings have no hole': [
    'warning, overlap, 0, line 2, A+B, at 118.204000 33.903136, 41035.58 m²',
  ],
  'overlap: a small one that can be mended': [
    'warning, overlap, 0, line 2, A+B, at 118.203900 33.901014, 410.37 m², mend overlaps',
  ],
  'overlap-sliver: two metres along a border': [
    'warning, overlap-sliver, 0, line 2, A+B, at 118.204000 33.902000, 888.24 m², 445.69 m, mend overlaps',
  ],
  'overlap-sliver: a corner drawn a metre too far': [
    'warning, overlap-sliver, 0, line 2, A+B, at 118.204000 33.902000, 222.07 m², 443.69 m, mend overlaps',
  ],
  'overlap-sliver: an enclave a metre wider than its place': [
    'warning, overlap-sliver, 0, line 2, A+E, at 118.205000 33.904000, 222.06 m², 222.84 m, mend overlaps',
  ],
  'gap: between four grids, too wide to be a slip': [
    'warning, unshared-border, 0, line 2, A+B, at 118.206000 33.904000, 0.00 m², mend borders, [1]',
    'warning, unshared-border, 0, line 2, A+D, at 118.204000 33.904000, 0.00 m², mend borders, [1]',
    '(warning), gap, 1, line 3, B+D, at 118.205000 33.904136, 41035.10 m²',
    'warning, unshared-border, 1, line 3, B+C, at 118.206000 33.906000, 0.00 m², mend borders, [1]',
    'warning, unshared-border, 2, line 4, C+D, at 118.204000 33.906000, 0.00 m², mend borders, [1]',
  ],
  'gap: a lake in one grid': ['(warning), gap, 0, line 2, A, at 118.204500 33.903204, 92329.52 m²'],
  'gap: a courtyard that can be mended': [
    'warning, gap, 0, line 2, A+B, at 118.203951 33.901103, 307.78 m², mend gaps',
  ],
  'gap-sliver: a corner drawn a metre short': [
    'warning, gap-sliver, 0, line 2, A+B, at 118.204000 33.902000, 222.07 m², 443.69 m, mend gaps',
  ],
  'gap-sliver: two metres along a border': [
    'warning, gap-sliver, 0, line 2, A+B, at 118.203978 33.902000, 888.24 m², 445.69 m, mend gaps',
  ],
  'gap-sliver: a slit in one grid': [
    'warning, gap-sliver, 0, line 2, A, at 118.204000 33.903000, 370.02 m², 186.98 m, mend gaps',
  ],
  'unshared-border: a corner on the neighbour’s edge': [
    'warning, unshared-border, 0, line 2, A+B, at 118.204000 33.902000, 0.00 m², mend borders, [1]',
  ],
  'unshared-border: traced twice, to and fro': [
    'warning, unshared-border, 0, line 2, A+B, at 118.204003 33.906500, 407.11 m², 889.38 m, mend borders',
  ],
  'unshared-border: a strip open at both ends': [
    'warning, unshared-border, 0, line 2, A+B, at 118.203989 33.907000, 1776.51 m², 901.39 m, mend borders',
  ],
  'missing-code: null': ['error, missing-code, 0, line 2, at 118.200000 33.900000, [noCode]'],
  'missing-code: blanks': ['error, missing-code, 0, line 2, at 118.200000 33.900000, [noCode]'],
  'missing-code: no properties': [
    'error, missing-code, 0, line 2, at 118.200000 33.900000, [noCode]',
  ],
  'unusable-code: true': ['error, unusable-code, 0, line 2, at 118.200000 33.900000, [badCode]'],
  'unusable-code: a list': ['error, unusable-code, 0, line 2, at 118.200000 33.900000, [badCode]'],
  'unusable-code: reserved': [
    'error, unusable-code, 0, line 2, total, at 118.200000 33.900000, [reservedCode]',
  ],
  'duplicate-code: a row twice': [
    'warning, duplicate-code, 1, line 3, A, at 118.200000 33.900000, [2]',
  ],
  'duplicate-code: two grids of one code that overlap': [
    'warning, duplicate-code, 1, line 3, A, at 118.202000 33.902000, [2]',
  ],
  'duplicate-code: a number and a text': [
    'warning, duplicate-code, 1, line 3, 105, at 118.201000 33.901000, [2]',
  ],
  'spread-rows: two parts apart': [
    '(warning), spread-rows, 1, line 3, A, at 118.208000 33.900000, [2]',
  ],
  'spread-rows: two parts side by side': [
    '(warning), spread-rows, 1, line 3, A, at 118.204000 33.900000, [2]',
  ],
  'spread-rows: three parts': [
    '(warning), spread-rows, 1, line 3, A, at 118.208000 33.900000, [2]',
    '(warning), spread-rows, 2, line 4, A, at 118.216000 33.900000, [2]',
  ],
  'no-polygon: no geometry': ['error, no-polygon, 0, line 2, A, [noGeometry]'],
  'no-polygon: a point': ['error, no-polygon, 0, line 2, A, [Point]'],
  'no-polygon: no feature': ['error, no-polygon, 0, line 2, [notFeature]'],
  'misplaced-ring: a hole outside': [
    'warning, misplaced-ring, 0/1/0, line 2, A, at 118.208000 33.900000',
  ],
  'misplaced-ring: a hole in a hole': [
    '(warning), gap, 0, line 2, A, at 118.204000 33.902272, 153883.35 m²',
    'warning, misplaced-ring, 0/2/0, line 2, A, at 118.203000 33.903000',
  ],
  'misplaced-ring: in the second part': [
    'warning, misplaced-ring, 0/2/0, line 2, A, at 118.214000 33.900000',
  ],
  'tangled-ring: a scribble': [
    'error, tangled-ring, 0, line 2, A, at 118.200000 33.909000, [tangledRing]',
    'warning, self-crossing, 0/0/0, line 2, A, at 118.202663 33.905428, [0:7]',
    '(warning), winding, 0/0/0, line 2, A, at 118.200000 33.909000, [1]',
  ],
  'tangled-ring: more corners than any boundary': [
    'error, tangled-ring, 0/0, line 2, A, [500002 vertices]',
  ],
  'tangled-ring: more holes than any grid': ['error, tangled-ring, 0, line 2, A, [2001 rings]'],
  'unconfirmed-datum: CRS 84 for GCJ-02': [
    '(warning), unconfirmed-datum, 0, line 1, [urn:ogc:def:crs:OGC:1.3:CRS84]',
  ],
  'unconfirmed-datum: EPSG 4490 for BD-09': [
    '(warning), unconfirmed-datum, 0, line 1, [EPSG:4490]',
  ],
  'unconfirmed-datum: EPSG 4326 for GCJ-02': [
    '(warning), unconfirmed-datum, 0, line 1, [urn:ogc:def:crs:EPSG::4326]',
  ],
}
