// Vectors of what skills mean, for the extra [semantic]; another model's size makes it anew.
CREATE VECTOR INDEX skill_meaning IF NOT EXISTS FOR (n:Skill) ON (n.meaning)
OPTIONS {indexConfig: {`vector.dimensions`: 384, `vector.similarity_function`: 'cosine'}};
