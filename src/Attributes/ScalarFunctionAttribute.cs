namespace ModelCompiler;

/// <summary>
/// Marks a static method as a formula that models may use as an activation, <c>[Dense(32, typeof(Formulas),
/// nameof(Formulas.Snake))]</c>, or as a loss, <c>[Loss(typeof(Formulas), nameof(Formulas.Pinball))]</c>. The compiler reads its body,
/// differentiates it, and makes vector code of value and derivative; the method itself stays an ordinary one, which tests and plots can
/// call.
/// </summary>
/// <remarks>
/// The method takes and returns <see langword="float"/> and has an expression body: arithmetic, comparisons, <c>?:</c>, constants,
/// functions of <see cref="MathF"/> and ScalarMath, and calls of other methods so marked. An activation has one parameter, and any
/// number of others marked <see cref="LearnedAttribute"/>; a loss has two, the prediction and the target: of an element, or as Row of a
/// whole sample.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ScalarFunctionAttribute : Attribute;
