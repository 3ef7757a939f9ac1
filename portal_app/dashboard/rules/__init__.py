"""Pure decisions about the desk: how people are greeted, what stands where, which first steps are done."""
