using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// A loss of a whole row as a sequence of numbers of the row, each of which may read those before, and what follows from them: the loss,
/// and its derivative by each element, in reverse (Griewank and Walther, "Evaluating derivatives", 2008).
/// </summary>
/// <param name="Terms">The numbers of the row, in order.</param>
/// <param name="Value">The loss, in those numbers.</param>
/// <param name="Derivative">The derivative by the prediction of an element, in <see cref="Variables.P"/>, <see cref="Variables.T"/> and
/// those numbers.</param>
internal sealed record RowFormula(EquatableArray<RowTerm> Terms, Expression Value, Expression Derivative)
{
    /// <summary>Differentiates a loss.</summary>
    /// <param name="loss">The loss, in <see cref="Variables.P"/> and <see cref="Variables.T"/> below <see cref="OverRow"/>.</param>
    /// <param name="size">The elements of a row.</param>
    public static RowFormula Of(Expression loss, int size)
    {
        var builder = new Builder(size);
        Expression value = Simplifier.Simplify(builder.Flat(loss)),
            derivative = builder.Differentiate(value);
        return new RowFormula(builder.Terms.ToEquatableArray(), value, derivative);
    }

    private sealed class Builder(int size)
    {
        private readonly List<RowTerm> _terms = [];

        public IReadOnlyList<RowTerm> Terms => _terms;

        /// <summary>The expression with a variable in place of each number of the row.</summary>
        public Expression Flat(Expression expression) =>
            expression is OverRow(var function, var element) ? Term(function, Flat(element)) : expression.WithOperands(Flat);

        public Expression Differentiate(Expression value)
        {
            int count = _terms.Count;
            Expression[] adjoints = [.. _terms.Select(term => Expressions.Derivative.Of(value, term.Name))];
            Expression derivative = 0;
            for (int index = count - 1; index >= 0; index--)
            {
                RowTerm term = _terms[index];
                if (adjoints[index] == 0)
                    continue;
                Expression share = Share(term);
                derivative += adjoints[index] * (share * Expressions.Derivative.Of(term.Element, Variables.P));
                for (int earlier = 0; earlier < index; earlier++)
                {
                    Expression slope = Expressions.Derivative.Of(term.Element, _terms[earlier].Name);
                    if (slope != 0)
                        adjoints[earlier] = Simplifier.Simplify(
                            adjoints[earlier] + (adjoints[index] * Term(RowFunction.Sum, share * slope))
                        );
                }
            }

            return Simplifier.Simplify(derivative);
        }

        // How much an element has a part in a number of the row.
        private Expression Share(RowTerm term) =>
            term.Function switch
            {
                RowFunction.Sum => 1,
                RowFunction.LogSumExp => Exp(term.Element - term.Name),
                RowFunction.Max when Where(term.Name <= term.Element, 1, 0) is var isLargest => isLargest
                    / Term(RowFunction.Sum, isLargest),
                _ => throw new ArgumentOutOfRangeException(nameof(term), term.Function, "It is written as a sum."),
            };

        private Expression Term(RowFunction function, Expression element)
        {
            if (function == RowFunction.Mean)
                return Term(RowFunction.Sum, element) * (1.0 / size);
            Expression simple = Simplifier.Simplify(element);
            if (simple is Constant constant)
                return function switch
                {
                    RowFunction.Sum => constant.Value * size,
                    RowFunction.Max => constant,
                    _ => constant.Value + Math.Log(size),
                };
            if (_terms.Find(term => term.Function == function && term.Element == simple) is { } known)
                return known.Name;
            var added = new RowTerm(new Variable(FormattableString.Invariant($"r{_terms.Count + 1}")), function, simple);
            _terms.Add(added);
            return added.Name;
        }
    }
}

/// <summary>A number of a row.</summary>
/// <param name="Name">What later terms call it.</param>
/// <param name="Function">How it is made of the elements.</param>
/// <param name="Element">What is computed of each element first.</param>
internal sealed record RowTerm(Variable Name, RowFunction Function, Expression Element)
{
    /// <summary>As people write it.</summary>
    public override string ToString() => $"{Name} = {new OverRow(Function, Element)}";
}
