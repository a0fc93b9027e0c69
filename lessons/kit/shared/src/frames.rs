//! Frames as lessons use them.

use gradus_frames::{iris, penguins, polars::prelude::*, show::ByTable as _};

/// Making, reading and showing frames.
pub fn use_them() -> Result<f64, Box<dyn std::error::Error>> {
    let birds: DataFrame = penguins()?;
    let flowers = iris()?;
    let made = df!("x" => [1, 2, 3], "y" => [1.0_f64, 2.0, 3.0], "z" => ["a", "b", "c"], "w" => [1.0_f32, 2.0, 3.0])?;
    let listed =
        df!("x" => vec![1_i64, 2], "y" => vec![Some(1.0_f32), None], "z" => vec!["a".to_owned(), "b".to_owned()])?;
    gradus::rt_value!(&birds);
    gradus::rt_value!(flowers.head(Some(5)));
    gradus::rt_value!(made.shape());
    gradus::show!(listed);
    let mass = birds.column("body_mass_g")?.f32()?;
    let heavy = birds.filter(&mass.gt(4000.0_f32))?;
    let adelie = birds.filter(&birds.column("species")?.str()?.equal("Adelie"))?;
    let sorted = heavy.sort(["body_mass_g"], SortMultipleOptions::default())?.select(["species", "body_mass_g"])?;
    gradus::rt_value!(&sorted);
    let values: Vec<f32> = mass.into_no_null_iter().collect();
    let kept: Vec<Option<f32>> = mass.iter().collect();
    let series = Series::new("s".into(), values.as_slice());
    gradus::rt_value!(&series);
    println!("{adelie} {series} {:?}", kept.first());
    Ok(mass.mean().unwrap_or_default() + series.sum::<f64>()?)
}

/// Variables of polars' types, put and taken.
pub fn variables() {
    use gradus::rt::{fits, put, take};
    fn pass<T: 'static>() {
        if fits::<T>("") {
            put("", take::<T>(""));
        }
    }
    pass::<DataFrame>();
    pass::<Series>();
    pass::<Column>();
}
