/** The `count`th highest of the values, which are moved about; the lowest where there are fewer (quickselect, Hoare 1961). */
export function nthHighest(values: Float32Array, count: number): number {
  const target = Math.max(values.length - count, 0);
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values, low, high);
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const held = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = held;
    }
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break;
  }
  return values[target] ?? 0;
}

function middleOf(values: Float32Array, low: number, high: number): number {
  const [first = 0, second = 0, third = 0] = [values[low], values[(low + high) >>> 1], values[high]];
  return Math.max(Math.min(first, second), Math.min(Math.max(first, second), third));
}
