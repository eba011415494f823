//! The same questions as modules.py.

use pyrt::collections::*;
use pyrt::*;

fn ints(values: &[i64]) -> List<Int> {
    List::from_vec(values.iter().map(|value| int(*value)).collect())
}

fn text(value: &'static str) -> Str {
    lit(value)
}

fn counter(letters: &'static str) -> PyResult<Counter<Str>> {
    Counter::from_iter(text(letters).iter())
}

fn program() -> PyResult<()> {
    random::shared().seed(&int(42));
    print(&[
        &random::shared().random(),
        &random::shared().randint(&int(1), &int(100))?,
        &random::shared().randrange(&int(10))?,
        &random::shared().randrange3(&int(5), &int(50), &int(3))?,
    ]);
    let xs = to_list(range(20).iter())?;
    random::shared().shuffle(&xs);
    let many = to_list(range(200).iter())?;
    print(&[&xs, &random::shared().choice(&xs)?, &random::shared().sample(&xs, &int(5))?, &random::shared().sample(&many, &int(7))?]);
    let weights = List::from_vec((0..20).map(|i| 1.0 + f64::from(i)).collect());
    print(&[&random::shared().choices(&xs, &int(4))?, &random::shared().choices_weighted(&xs, &weights, &int(4))?]);
    print(&[
        &random::shared().uniform(1.0, 2.0),
        &random::shared().gauss(0.0, 1.0),
        &random::shared().gauss(0.0, 1.0),
        &random::shared().normalvariate(1.0, 2.0),
    ]);
    let rng = random::shared();
    print(&[&rng.getrandbits(&int(80))?, &rng.expovariate(0.5)?, &rng.triangular(0.0, 10.0, Some(3.0))]);
    random::shared().seed(&-int(2).pow(70)?);
    print(&[&random::shared().random(), &random::shared().randint(&int(0), &int(2).pow(80)?)?]);
    random::shared().seed_str(&text("hello"));
    print(&[&random::shared().random()]);
    let h = ints(&[5, 3, 8, 1, 9, 2]);
    heapq::heapify(&h);
    print(&[&h]);
    heapq::heappush(&h, int(4));
    let before = str_of(&h);
    let popped = heapq::heappop(&h)?;
    let replaced = heapq::heapreplace(&h, int(7))?;
    let passed = heapq::heappushpop(&h, int(0));
    let _ = before;
    print(&[&h, &popped, &h, &replaced, &passed, &h]);
    let sources = vec![ints(&[1, 4, 7]), ints(&[2, 3, 9]), ints(&[0])].into_iter().map(|xs| Iter::new(xs.iter()));
    let merged = heapq::merge(sources.collect(), |x| Ok(x), false);
    print(&[&heapq::nlargest(3, h.iter())?, &heapq::nsmallest(2, h.iter())?, &to_list(merged)?]);
    let sorted = ints(&[1, 2, 2, 3]);
    print(&[&bisect::bisect_left(&sorted, &int(2), (), ())?, &bisect::bisect_right(&sorted, &int(2), (), ())?]);
    let d: DefaultDict<Str, List<Int>> = DefaultDict::new("<class 'list'>", || Ok(List::new()));
    d.get(&text("a"))?.append(int(1));
    d.get(&text("b"))?.append(int(2));
    d.get(&text("a"))?.append(int(3));
    print(&[&d, &len(&d), &d.contains(&text("a"))]);
    let c = counter("abracadabra")?;
    let two = c.most_common(Some(int(2)));
    print(&[&c, &two, &c.get(&text("z"))?, &sorted_list(c.elements())?, &c.total()]);
    print(&[
        &c.plus(&counter("abc")?),
        &c.minus(&counter("aaab")?),
        &c.intersection(&counter("aab")?),
        &c.union(&counter("zzz")?),
    ]);
    let q = Deque::from_iter_maxlen(ints(&[1, 2, 3]).iter(), Some(int(3)))?;
    q.append(int(4));
    q.appendleft(int(0));
    print(&[&q, &to_list(q.iter())?, &q.get(1)?]);
    q.rotate(1)?;
    print(&[&q]);
    use itertools::*;
    let pairs = to_list(combinations(text("abcd").iter(), 2)?)?;
    print(&[&pairs, &to_list(permutations(ints(&[1, 2, 3]).iter(), Some(int(2)))?)?]);
    let all = to_list(permutations(ints(&[1, 2, 3]).iter(), None)?)?;
    print(&[&all, &to_list(combinations_with_replacement(text("ab").iter(), 2)?)?]);
    let products = to_list(product2(text("ab").iter(), ints(&[1, 2]).iter())?)?;
    print(&[&products, &to_list(product_repeat(ints(&[0, 1]).iter(), 2)?)?]);
    let sums = to_list(accumulate(ints(&[1, 2, 3]).iter()))?;
    print(&[&sums, &to_list(islice(count(int(5), int(2)), 1, 8, 3)?)?]);
    let groups = List::new();
    let mut it = groupby(text("aabbbc").iter(), |letter| Ok(letter.clone()));
    while let Some((key, group)) = it.next()? {
        groups.append((key, to_list(group)?));
    }
    print(&[&groups, &to_list(pairwise(ints(&[1, 2, 3]).iter()))?]);
    let cycled = to_list(islice(cycle(text("ab").iter()), (), 5, ())?)?;
    print(&[&cycled, &to_list(zip_longest(ints(&[1, 2]).iter(), ints(&[3]).iter()))?]);
    let low = to_list(takewhile(ints(&[1, 2, 5, 1]).iter(), |x| Ok(*x < 3)))?;
    print(&[&low, &to_list(dropwhile(ints(&[1, 2, 5, 1]).iter(), |x| Ok(*x < 3)))?]);
    let product = functools::reduce(|a, b| Ok(a * b), ints(&[1, 2, 3, 4]).iter())?;
    print(&[&product, &string::capwords(&text("hello  world"))]);
    print(&[
        &math::factorial(&int(30))?,
        &math::comb(&int(50), &int(20))?,
        &math::perm(&int(10), &int(3))?,
        &math::isqrt(&int(10).pow(30)?)?,
        &math::gcd(&[int(12), int(18)]),
        &math::lcm(&[int(4), int(6)]),
    ]);
    let tenths = List::from_vec(vec![0.1; 10]);
    print(&[
        &math::fsum(tenths.iter())?,
        &math::hypot(&[3.0, 4.0]),
        &math::frexp(0.3),
        &math::ldexp(0.5, &int(10))?,
        &math::modf(-2.5),
    ]);
    print(&[
        &math::log_i(&int(10).pow(400)?)?,
        &math::log2_i(&int(2).pow(500)?)?,
        &math::log10_i(&int(10).pow(300)?)?,
    ]);
    Ok(())
}

fn sorted_list(it: Iter<Str>) -> PyResult<List<Str>> {
    sorted(it)
}

fn main() {
    pyrt::run("modules", program)
}
