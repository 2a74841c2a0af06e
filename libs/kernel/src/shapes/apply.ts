/** Combines property or class decorators into one. */
export function applyDecorators(
  ...decorators: (PropertyDecorator | ClassDecorator)[]
): PropertyDecorator & ClassDecorator {
  return ((target: object, property?: string | symbol) => {
    for (const decorate of decorators) (decorate as PropertyDecorator)(target, property as string);
  }) as PropertyDecorator & ClassDecorator;
}
